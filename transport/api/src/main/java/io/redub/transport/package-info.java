/** Layer 9: bytes, connections, batched writes. */
@NullMarked
package io.redub.transport;

import org.jspecify.annotations.NullMarked;
