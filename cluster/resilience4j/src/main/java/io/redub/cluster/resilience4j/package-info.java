/** Circuit breakers by Resilience4j. */
@NullMarked
package io.redub.cluster.resilience4j;

import org.jspecify.annotations.NullMarked;
