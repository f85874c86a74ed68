/** What is left of a provider's service when more is asked than it can do. */
@NullMarked
package io.redub.bench.overload;

import org.jspecify.annotations.NullMarked;
