package io.redub.all;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import io.redub.config.ServiceConfig;
import io.redub.extension.ExtensionLoader;
import io.redub.protocol.SerializationChoice;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.Dialect;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.Serialization;
import io.redub.serialize.ServiceTypes;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One provider speaks several serializations at once, and only those that it offers. */
class NegotiationTest {
    /** What goes there and back. */
    public record Point(int x, long y, double z, String name, List<Point> next)
            implements Serializable {}

    /** The service. */
    public interface Mirror {
        String text(String text);

        Point move(Point point, int by);

        int[] numbers(int[] numbers);

        void fail(String message) throws IOException;
    }

    private static final class MirrorBean implements Mirror {
        @Override
        public String text(String text) {
            return text;
        }

        @Override
        public Point move(Point point, int by) {
            return new Point(point.x() + by, point.y() + by, point.z(), point.name(), point.next());
        }

        @Override
        public int[] numbers(int[] numbers) {
            return numbers.clone();
        }

        @Override
        public void fail(String message) throws IOException {
            throw new IOException(message);
        }
    }

    private static final List<String> ALL = List.of("json", "java", "nativejava", "hessian2");
    private static final int TWO_WAY_REQUEST = 0xc0;
    private static final String NAME = Mirror.class.getName();
    private static final AllowedTypes TYPES = ServiceTypes.of("test").build();

    private final List<RedubBootstrap> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(RedubBootstrap::close);
    }

    private int provider(Map<String, String> parameters) {
        RedubBootstrap provider =
                RedubBootstrap.application("provider")
                        .protocol("dubbo", 0, parameters)
                        .host("127.0.0.1")
                        .service(ServiceConfig.of(Mirror.class, new MirrorBean()))
                        .start();
        open.add(provider);
        return provider.port("dubbo");
    }

    private Mirror consumer(String url, String serialization) {
        RedubBootstrap consumer = RedubBootstrap.application("consumer").start();
        open.add(consumer);
        return consumer.refer(
                ReferenceConfig.of(Mirror.class)
                        .url(url)
                        .parameter("serialization", serialization));
    }

    private static Serialization named(String name) {
        return ExtensionLoader.getExtensionLoader(Serialization.class).getExtension(name);
    }

    /** What came back: flags, status, and the body. */
    private record Answer(int flags, int status, ByteBuf body) {}

    private static Answer send(int port, int id, ByteBuf body) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            byte[] bytes = new byte[body.readableBytes()];
            body.readBytes(bytes);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeShort(0xdabb);
            out.writeByte(TWO_WAY_REQUEST | id);
            out.writeByte(0);
            out.writeLong(77);
            out.writeInt(bytes.length);
            out.write(bytes);
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            assertThat(in.readUnsignedShort()).isEqualTo(0xdabb);
            int flags = in.readUnsignedByte();
            int status = in.readUnsignedByte();
            assertThat(in.readLong()).isEqualTo(77);
            byte[] answer = new byte[in.readInt()];
            in.readFully(answer);
            return new Answer(flags, status, Unpooled.wrappedBuffer(answer));
        }
    }

    private static ByteBuf request(Serialization serialization, String text) {
        ByteBuf body = Unpooled.buffer();
        ObjectWriter writer = serialization.writer();
        writer.begin(body, Dialect.DUBBO);
        for (String item : List.of("2.0.2", NAME, "0.0.0", "text", "Ljava/lang/String;")) {
            writer.writeString(item);
        }
        writer.writeObject(text, serialization.declare(String.class));
        writer.writeMap(Map.of("path", NAME));
        writer.end();
        return body;
    }

    @Test
    void aProviderAnswersEveryRequestInItsOwnSerialization() throws IOException {
        int port = provider(Map.of("prefer.serialization", "json,java,nativejava"));
        for (String name : ALL) {
            Serialization serialization = named(name);
            Answer answer = send(port, serialization.id(), request(serialization, "in " + name));
            assertThat(answer.status()).isEqualTo(20);
            assertThat(answer.flags()).isEqualTo(serialization.id());
            ObjectReader reader = serialization.reader();
            reader.begin(answer.body(), TYPES);
            assertThat(reader.readByte()).isEqualTo(4);
            assertThat(reader.readObject(serialization.declare(String.class)))
                    .isEqualTo("in " + name);
            assertThat(reader.readMap()).containsEntry("dubbo", "2.0.2");
            reader.end();
        }
    }

    @Test
    void consumersOfDifferentSerializationsCallAtTheSameTime() throws Exception {
        int port = provider(Map.of("prefer.serialization", "json,java,nativejava"));
        String url = "dubbo://127.0.0.1:" + port + "?prefer.serialization=json,java,nativejava";
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (String name : ALL) {
            Mirror service = consumer(url, name);
            all.add(CompletableFuture.runAsync(() -> callMuch(service, name)));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    }

    private static void callMuch(Mirror service, String name) {
        Point point = new Point(1, 2, 0.5, name, List.of());
        for (int i = 0; i < 200; i++) {
            assertThat(service.text(name + i)).isEqualTo(name + i);
            assertThat(service.move(point, i))
                    .isEqualTo(new Point(1 + i, 2 + i, 0.5, name, List.of()));
            assertThat(service.numbers(new int[] {i})).containsExactly(i);
            assertThat(service.text(null)).isNull();
        }
        assertThatThrownBy(() -> service.fail("mine"))
                .isInstanceOf(IOException.class)
                .hasMessage("mine");
    }

    @ParameterizedTest
    @CsvSource({"java", "json"})
    void whatIsNotOfferedIsRefusedBeforeTheBodyIsRead(String name) throws IOException {
        int port = provider(Map.of());
        Serialization serialization = named(name);
        // Nothing a reader of this serialization would get through.
        ByteBuf body = Unpooled.wrappedBuffer(new byte[] {1, 2, 3});
        Answer answer = send(port, serialization.id(), body);
        assertThat(answer.status()).isEqualTo(40);
        assertThat(answer.flags()).isEqualTo(serialization.id());
        ObjectReader reader = serialization.reader();
        reader.begin(answer.body(), TYPES);
        assertThat(reader.readString())
                .contains("serialization id " + serialization.id() + " is not offered here")
                .contains("2 hessian2");
        assertThat(StatusCode.of(reader.readByte())).isEqualTo(StatusCode.SERIALIZATION);
        reader.end();
    }

    @Test
    void anIdNobodyHasIsRefused() throws IOException {
        Answer answer = send(provider(Map.of()), 9, Unpooled.wrappedBuffer(new byte[] {1}));
        assertThat(answer.status()).isEqualTo(40);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', hessian2",
        "'', 'serialization=java', java",
        "'', 'prefer.serialization=fastjson2,json&serialization=java', json",
        "'', 'prefer.serialization=fastjson2', hessian2",
        "'java', '', java",
        "'java', 'prefer.serialization=json,java', java",
        "'java', 'prefer.serialization=json', json",
        "'json', 'serialization=hessian2', hessian2",
        "'hessian2', 'prefer.serialization=json', hessian2",
        "'nativejava,java', 'serialization=java', java"
    })
    void aConsumersWishWinsIfItIsOffered(String wish, String offer, String chosen) {
        URL consumer =
                URL.valueOf(
                        "consumer://127.0.0.1/x"
                                + (wish.isEmpty() ? "" : "?serialization=" + wish));
        URL provider = URL.valueOf("dubbo://127.0.0.1:1/x?" + offer);
        assertThat(new SerializationChoice(consumer).with(provider)).isEqualTo(chosen);
    }

    @Test
    void aWishThatIsNotInstalledIsAnErrorAtTheStart() {
        assertThatThrownBy(() -> consumer("dubbo://127.0.0.1:1", "kryo"))
                .isInstanceOfSatisfying(
                        RpcException.class,
                        e -> assertThat(e.status().code()).isEqualTo(StatusCode.CONFIGURATION))
                .hasMessageContaining("kryo")
                .hasMessageContaining("json");
    }

    @Test
    void aServiceThatASerializationCannotCarryIsNotExported() {
        assertThatThrownBy(() -> provider(Map.of("serialization", "protobuf")))
                .isInstanceOfSatisfying(
                        RpcException.class,
                        e -> assertThat(e.status().code()).isEqualTo(StatusCode.CONFIGURATION))
                .hasMessageContaining("protobuf")
                .hasMessageContaining("generated message");
    }
}
