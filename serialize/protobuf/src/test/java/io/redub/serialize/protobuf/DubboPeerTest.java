package io.redub.serialize.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.StringValue;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.Dialect;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.ServiceTypes;
import io.redub.serialize.UnknownThrowable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The writer and the reader of the real Dubbo 2.7 understand ours, and ours theirs. */
class DubboPeerTest {
    private static final String FOLDER =
            "org.apache.dubbo.common.serialize.protobuf.support.GenericProtobufObject";
    private static final AllowedTypes TYPES = ServiceTypes.of("the service").build();
    private static final Map<String, String> ATTACHMENTS = Map.of("path", "x", "漢", "ü😀");

    private static URLClassLoader dubbo;

    private final ProtobufSerialization redub = new ProtobufSerialization();

    @BeforeAll
    static void load() throws IOException {
        File[] jars = Objects.requireNonNull(new File(System.getProperty("peer")).listFiles());
        URL[] urls = new URL[jars.length];
        for (int i = 0; i < jars.length; i++) {
            urls[i] = jars[i].toURI().toURL();
        }
        dubbo = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    @AfterAll
    static void unload() throws IOException {
        dubbo.close();
    }

    private static Object call(Object target, String name, Class<?> type, Object argument)
            throws ReflectiveOperationException {
        return target.getClass().getMethod(name, type).invoke(target, argument);
    }

    private static Object call(Object target, String name) throws ReflectiveOperationException {
        return target.getClass().getMethod(name).invoke(target);
    }

    @Test
    void dubboReadsWhatRedubWrites() throws ReflectiveOperationException {
        ByteBuf out = Unpooled.buffer();
        ObjectWriter writer = redub.writer();
        writer.begin(out, Dialect.DUBBO);
        writer.writeString("2.0.2");
        writer.writeByte(4);
        writer.writeObject(StringValue.of("中"), redub.declare(StringValue.class));
        writer.writeObject(
                new IllegalStateException("no glue", new IOException("why")),
                redub.declare(Throwable.class));
        writer.writeMap(ATTACHMENTS);
        writer.end();
        Object in =
                dubbo.loadClass(FOLDER + "Input")
                        .getConstructor(InputStream.class)
                        .newInstance(new ByteArrayInputStream(ByteBufUtil.getBytes(out)));
        assertThat(call(in, "readUTF")).isEqualTo("2.0.2");
        assertThat(call(in, "readByte")).isEqualTo((byte) 4);
        Object read = call(in, "readObject", Class.class, stringValue());
        assertThat(call(read, "getValue")).isEqualTo("中");
        Throwable thrown = (Throwable) call(in, "readThrowable");
        assertThat(thrown.toString()).contains("java.lang.IllegalStateException", "no glue");
        assertThat(thrown.getCause().toString()).contains("java.io.IOException", "why");
        assertThat(call(in, "readAttachments")).isEqualTo(ATTACHMENTS);
    }

    private static Class<?> stringValue() throws ClassNotFoundException {
        return dubbo.loadClass(StringValue.class.getName());
    }

    @Test
    void redubReadsWhatDubboWrites() throws ReflectiveOperationException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Object out =
                dubbo.loadClass(FOLDER + "Output")
                        .getConstructor(OutputStream.class)
                        .newInstance(bytes);
        call(out, "writeUTF", String.class, "2.0.2");
        call(out, "writeByte", byte.class, (byte) 3);
        call(
                out,
                "writeObject",
                Object.class,
                stringValue().getMethod("of", String.class).invoke(null, "中"));
        ArrayStoreException known = new ArrayStoreException("full");
        call(out, "writeThrowable", Object.class, known);
        call(out, "writeAttachments", Map.class, ATTACHMENTS);
        ObjectReader reader = redub.reader();
        reader.begin(Unpooled.wrappedBuffer(bytes.toByteArray()), TYPES);
        assertThat(reader.readString()).isEqualTo("2.0.2");
        assertThat(reader.readByte()).isEqualTo(3);
        assertThat(reader.readObject(redub.declare(StringValue.class)))
                .isEqualTo(StringValue.of("中"));
        Throwable read = (Throwable) reader.readObject(redub.declare(Throwable.class));
        assertThat(read).isExactlyInstanceOf(ArrayStoreException.class).hasMessage("full");
        assertThat(read).isNotInstanceOf(UnknownThrowable.class);
        assertThat(read.getStackTrace()).hasSameSizeAs(known.getStackTrace());
        assertThat(reader.readMap()).isEqualTo(ATTACHMENTS);
        assertThat(reader.hasNext()).isFalse();
        reader.end();
    }
}
