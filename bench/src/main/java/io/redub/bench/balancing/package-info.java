/** Load balancers in virtual time: many providers, some of them bad, and what becomes of calls. */
@NullMarked
package io.redub.bench.balancing;

import org.jspecify.annotations.NullMarked;
