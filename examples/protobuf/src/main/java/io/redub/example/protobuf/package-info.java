/** A service whose arguments and results are messages that protoc generated. */
@NullMarked
package io.redub.example.protobuf;

import org.jspecify.annotations.NullMarked;
