package io.redub.serialize.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.SerializationException;
import io.redub.serialize.UnknownThrowable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Dubbo's message of a throwable: class name 1, text 2, frames 3 of class 1, method 2, file 3 and
 * line 4, cause 4. Fields that a class adds do not travel, so only the JDK's come back as
 * themselves.
 */
final class ThrowableMessage {
    private static final int CLASS = 1;
    private static final int TEXT = 2;
    private static final int FRAME = 3;
    private static final int CAUSE = 4;
    private static final int METHOD = 2;
    private static final int FILE = 3;
    private static final int LINE = 4;

    /** Longer chains of causes are cut. */
    private static final int CAUSES = 50;

    private ThrowableMessage() {}

    static byte[] of(Throwable thrown) {
        try {
            return bytes(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
        } catch (IOException e) {
            throw new SerializationException("cannot write a throwable: " + e, e);
        }
    }

    private static byte[] bytes(Throwable thrown, Set<Throwable> seen) throws IOException {
        seen.add(thrown);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeString(
                CLASS,
                thrown instanceof UnknownThrowable unknown
                        ? unknown.className()
                        : thrown.getClass().getName());
        String text = thrown.getMessage();
        if (text != null) {
            out.writeString(TEXT, text);
        }
        for (StackTraceElement frame : thrown.getStackTrace()) {
            out.writeByteArray(FRAME, bytes(frame));
        }
        Throwable cause = thrown.getCause();
        if (cause != null && !seen.contains(cause) && seen.size() < CAUSES) {
            out.writeByteArray(CAUSE, bytes(cause, seen));
        }
        out.flush();
        return bytes.toByteArray();
    }

    private static byte[] bytes(StackTraceElement frame) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeString(CLASS, frame.getClassName());
        out.writeString(METHOD, frame.getMethodName());
        String file = frame.getFileName();
        if (file != null) {
            out.writeString(FILE, file);
        }
        out.writeInt32(LINE, frame.getLineNumber());
        out.flush();
        return bytes.toByteArray();
    }

    static Throwable read(CodedInputStream in, AllowedTypes types) throws IOException {
        return read(in, types, 0);
    }

    private static Throwable read(CodedInputStream in, AllowedTypes types, int depth)
            throws IOException {
        if (depth > CAUSES) {
            throw new SerializationException("more than %d causes".formatted(CAUSES));
        }
        String name = "?";
        String text = null;
        Throwable cause = null;
        List<StackTraceElement> frames = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == TextMap.tag(CLASS)) {
                name = in.readStringRequireUtf8();
            } else if (tag == TextMap.tag(TEXT)) {
                text = in.readStringRequireUtf8();
            } else if (tag == TextMap.tag(FRAME) || tag == TextMap.tag(CAUSE)) {
                int limit = in.pushLimit(in.readRawVarint32());
                if (tag == TextMap.tag(FRAME)) {
                    frames.add(frame(in));
                } else {
                    cause = read(in, types, depth + 1);
                }
                in.popLimit(limit);
            } else {
                in.skipField(tag);
            }
        }
        Throwable made = make(name, text, types);
        made.setStackTrace(frames.toArray(StackTraceElement[]::new));
        if (cause != null && made.getCause() == null) {
            try {
                made.initCause(cause);
            } catch (IllegalStateException fixed) {
                // Its constructor said that it has none.
                made.addSuppressed(cause);
            }
        }
        return made;
    }

    private static StackTraceElement frame(CodedInputStream in) throws IOException {
        String type = "?";
        String method = "?";
        String file = null;
        int line = -1;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == TextMap.tag(CLASS)) {
                type = in.readStringRequireUtf8();
            } else if (tag == TextMap.tag(METHOD)) {
                method = in.readStringRequireUtf8();
            } else if (tag == TextMap.tag(FILE)) {
                file = in.readStringRequireUtf8();
            } else if (tag == LINE << 3) {
                line = in.readInt32();
            } else {
                in.skipField(tag);
            }
        }
        return new StackTraceElement(type, method, file, line);
    }

    private static Throwable make(String name, @Nullable String text, AllowedTypes types) {
        Class<?> found = types.find(name);
        if (found != null
                && Throwable.class.isAssignableFrom(found)
                && (found.getClassLoader() == null
                        || found.getClassLoader() == ClassLoader.getPlatformClassLoader())) {
            try {
                Constructor<?> constructor = found.getConstructor(String.class);
                return (Throwable) constructor.newInstance(text);
            } catch (ReflectiveOperationException withoutText) {
                return new UnknownThrowable(name, text);
            }
        }
        return new UnknownThrowable(name, text);
    }
}
