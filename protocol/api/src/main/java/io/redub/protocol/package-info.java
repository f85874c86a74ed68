/** Layer 7: one remote invoker, exported services. */
@NullMarked
package io.redub.protocol;

import org.jspecify.annotations.NullMarked;
