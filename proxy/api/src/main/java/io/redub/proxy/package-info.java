/** Layer 3: interface to invoker, object to invoker. */
@NullMarked
package io.redub.proxy;

import org.jspecify.annotations.NullMarked;
