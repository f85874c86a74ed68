/** Layer 8: requests and responses over a connection; knows bytes with an id, not calls. */
@NullMarked
package io.redub.exchange;

import org.jspecify.annotations.NullMarked;
