/** What governs services while they run: routes, tags and overrides, in Dubbo's formats. */
@NullMarked
package io.redub.rules;

import org.jspecify.annotations.NullMarked;
