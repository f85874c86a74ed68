/** JSON within the closed world of a service. */
@NullMarked
package io.redub.serialize.json;

import org.jspecify.annotations.NullMarked;
