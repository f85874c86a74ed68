/** JMH benchmarks of parts of a call. */
@NullMarked
package io.redub.bench.micro;

import org.jspecify.annotations.NullMarked;
