/** Layer 10: objects to bytes, and who may be an object. */
@NullMarked
package io.redub.serialize;

import org.jspecify.annotations.NullMarked;
