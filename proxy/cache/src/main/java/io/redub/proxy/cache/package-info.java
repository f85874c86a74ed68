/** Caches of results: by Caffeine, and one for each thread. */
@NullMarked
package io.redub.proxy.cache;

import org.jspecify.annotations.NullMarked;
