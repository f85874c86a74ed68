/** Proxies by java.lang.reflect.Proxy and method handles. */
@NullMarked
package io.redub.proxy.jdk;

import org.jspecify.annotations.NullMarked;
