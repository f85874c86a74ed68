/** Java serialization within the closed world of a service. */
@NullMarked
package io.redub.serialize.java;

import org.jspecify.annotations.NullMarked;
