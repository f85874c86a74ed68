/** Protocol Buffers messages as arguments and results. */
@NullMarked
package io.redub.serialize.protobuf;

import org.jspecify.annotations.NullMarked;
