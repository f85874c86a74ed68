package io.redub.spring;

/**
 * A service to export, as a bean.
 *
 * @param ref name of the bean behind it; empty if none was given
 */
record DeclaredService(DeclaredElement element, String ref) {}
