/** Calls that stay in this JVM. */
@NullMarked
package io.redub.protocol.injvm;

import org.jspecify.annotations.NullMarked;
