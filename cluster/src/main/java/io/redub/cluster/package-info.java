/** Layer 5: many providers as one. */
@NullMarked
package io.redub.cluster;

import org.jspecify.annotations.NullMarked;
