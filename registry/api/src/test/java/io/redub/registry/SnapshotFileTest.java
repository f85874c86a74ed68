package io.redub.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redub.url.URL;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lists on disk, read back by the next process. */
class SnapshotFileTest {
    private static final URL CONSUMER =
            URL.valueOf("consumer://192.0.2.9/demo.Echo?interface=demo.Echo&group=g&version=1.0");
    private static final URL PROVIDER =
            URL.valueOf("dubbo://192.0.2.1:20880/demo.Echo?group=g&interface=demo.Echo");

    @TempDir Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("new folder/registry.cache");
    }

    private static URL consumer(String service) {
        return URL.valueOf("consumer://192.0.2.9/" + service + "?interface=" + service);
    }

    @Test
    void whatIsSavedIsReadBackEmptyListsIncluded() throws IOException {
        SnapshotFile written = new SnapshotFile(file);
        written.put(CONSUMER, "providers", List.of(PROVIDER, PROVIDER.withPort(1)));
        written.put(CONSUMER, "routers", List.of());
        assertThat(written.save()).isTrue();

        SnapshotFile read = new SnapshotFile(file);
        assertThat(read.get(CONSUMER, "providers")).containsExactly(PROVIDER, PROVIDER.withPort(1));
        assertThat(read.get(CONSUMER, "routers")).isEmpty();
        assertThat(read.get(CONSUMER, "configurators")).isNull();
        assertThat(read.get(CONSUMER.addParameter("version", "*"), "providers")).isNull();
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("registry.cache", "registry.cache.lock");
        }
    }

    static Stream<Long> seeds() {
        return new Random().longs(20).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyUrlSurvivesTheFile(long seed) {
        Random random = new Random(seed);
        List<URL> urls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            urls.add(PROVIDER.withPort(i + 1).addParameter("k", text(random) + "x"));
        }
        SnapshotFile written = new SnapshotFile(file);
        written.put(CONSUMER, "providers", urls);
        written.save();

        assertThat(new SnapshotFile(file).get(CONSUMER, "providers"))
                .as("seed %d", seed)
                .isEqualTo(urls);
    }

    /** Any characters but those that a URL refuses or that end a parameter. */
    private static String text(Random random) {
        StringBuilder out = new StringBuilder("x");
        for (int i = random.nextInt(30); i > 0; i--) {
            int c = random.nextBoolean() ? random.nextInt(128) : 0x20 + random.nextInt(0xd000);
            if (c != '&' && c != '?' && c >= ' ' && c != 0x7f) {
                out.append((char) c);
            }
        }
        return out.toString();
    }

    @Test
    void processesThatShareAFileKeepEachOthersLines() {
        List<CompletableFuture<Void>> writers =
                IntStream.range(0, 4)
                        .mapToObj(
                                i ->
                                        CompletableFuture.runAsync(
                                                () -> {
                                                    SnapshotFile mine = new SnapshotFile(file);
                                                    mine.put(
                                                            consumer("demo.S" + i),
                                                            "providers",
                                                            List.of(PROVIDER));
                                                    await().until(mine::save);
                                                }))
                        .toList();
        writers.forEach(CompletableFuture::join);

        SnapshotFile read = new SnapshotFile(file);
        for (int i = 0; i < 4; i++) {
            assertThat(read.get(consumer("demo.S" + i), "providers")).containsExactly(PROVIDER);
        }
    }

    @Test
    void aFileThatIsBeingWrittenIsLeftForLater() throws IOException {
        SnapshotFile snapshot = new SnapshotFile(file);
        snapshot.put(CONSUMER, "providers", List.of(PROVIDER));
        Files.createDirectories(file.getParent());
        Path lockFile = file.resolveSibling("registry.cache.lock");
        try (FileChannel channel =
                        FileChannel.open(
                                lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(snapshot.save()).isFalse();
        }
        assertThat(snapshot.isDirty()).isTrue();
        assertThat(snapshot.save()).isTrue();
        assertThat(snapshot.isDirty()).isFalse();
    }

    @Test
    void aDamagedFileCostsOnlyTheDamagedLines() throws IOException {
        SnapshotFile written = new SnapshotFile(file);
        written.put(CONSUMER, "providers", List.of(PROVIDER));
        written.put(consumer("demo.Bad"), "providers", List.of(PROVIDER));
        written.save();
        String text = Files.readString(file).replaceAll("(demo.Bad/providers=).*", "$1%zz %");
        byte[] noise = new byte[100];
        new Random(1).nextBytes(noise);
        Files.write(file, noise);
        Files.writeString(file, "\nno equals sign\n=nothing\n" + text, StandardOpenOption.APPEND);

        SnapshotFile read = new SnapshotFile(file);

        assertThat(read.get(CONSUMER, "providers")).containsExactly(PROVIDER);
        assertThat(read.get(consumer("demo.Bad"), "providers")).isNull();
    }

    @Test
    void anOversizedFileIsNotReadAndIsReplaced() throws IOException {
        Files.createDirectories(file.getParent());
        try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(SnapshotFile.MAX_BYTES + 1L);
        }

        SnapshotFile snapshot = new SnapshotFile(file);
        snapshot.put(CONSUMER, "providers", List.of(PROVIDER));
        snapshot.save();

        assertThat(Files.size(file)).isLessThan(1000);
        assertThat(new SnapshotFile(file).get(CONSUMER, "providers")).containsExactly(PROVIDER);
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNoError() throws IOException {
        Files.writeString(folder.resolve("new folder"), "a file where a folder is needed");
        SnapshotFile snapshot = new SnapshotFile(file);

        snapshot.put(CONSUMER, "providers", List.of(PROVIDER));

        assertThat(snapshot.save()).isTrue();
        assertThat(snapshot.get(CONSUMER, "providers")).containsExactly(PROVIDER);
    }
}
