/** Generated proxies, the default. */
@NullMarked
package io.redub.proxy.javassist;

import org.jspecify.annotations.NullMarked;
