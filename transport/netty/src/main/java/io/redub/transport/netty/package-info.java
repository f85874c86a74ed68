/** Transport over Netty. */
@NullMarked
package io.redub.transport.netty;

import org.jspecify.annotations.NullMarked;
