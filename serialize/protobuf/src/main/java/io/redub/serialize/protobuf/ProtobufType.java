package io.redub.serialize.protobuf;

import com.google.protobuf.Parser;
import io.redub.serialize.DeclaredType;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * A message type and its parser.
 *
 * @param parser null of what is no message: throwables, and the result of void methods
 */
record ProtobufType(Type type, @Nullable Parser<?> parser) implements DeclaredType {
    static final ProtobufType THROWABLE = new ProtobufType(Throwable.class, null);
    static final ProtobufType NOTHING = new ProtobufType(void.class, null);
}
