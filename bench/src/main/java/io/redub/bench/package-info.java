/** The ruler: one workload, several frameworks, separate JVMs, one table. */
@NullMarked
package io.redub.bench;

import org.jspecify.annotations.NullMarked;
