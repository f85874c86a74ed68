/** Layer 6: counts and times calls, reports asynchronously. */
@NullMarked
package io.redub.monitor;

import org.jspecify.annotations.NullMarked;
