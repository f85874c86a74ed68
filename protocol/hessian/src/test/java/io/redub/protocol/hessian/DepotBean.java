package io.redub.protocol.hessian;

import io.redub.service.RpcContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;

/** What it does. */
public final class DepotBean implements Depot {
    @Override
    public Item echo(Item item) {
        return item;
    }

    @Override
    public List<Item> all(Set<String> names, TreeMap<String, Integer> counts, long[] numbers) {
        Item item = new Item(names + " " + counts + " " + Arrays.toString(numbers));
        return List.of(item, item);
    }

    @Override
    public Object any(Object value) {
        return value;
    }

    @Override
    public long sum(int a, Long b, short c, double d, boolean e, char f) {
        return a + b + c + (long) d + (e ? 1 : 0) + f;
    }

    @Override
    public String over(String text) {
        return "text " + text;
    }

    @Override
    public String over(Integer number) {
        return "number " + number;
    }

    @Override
    public String over(String text, int number) {
        return "both " + text + number;
    }

    @Override
    public void nothing() {}

    @Override
    public CompletableFuture<String> later(String text) {
        return CompletableFuture.supplyAsync(() -> "see you " + text);
    }

    @Override
    public Item take(String name) throws Gone {
        if (name.startsWith("no")) {
            throw new Gone(name + " is gone", 7);
        } else if (name.isEmpty()) {
            throw new IllegalStateException("an empty name");
        }
        return new Item(name);
    }

    @Override
    public String attachment(String name) {
        return String.valueOf(RpcContext.get().attachment(name));
    }

    @Override
    public String store(String name, Map<String, String> tags, InputStream content)
            throws IOException {
        return name + " " + tags + " " + (content == null ? "null" : checked(content));
    }

    static String checked(InputStream content) throws IOException {
        CRC32 sum = new CRC32();
        byte[] part = new byte[50_000];
        long size = 0;
        for (int some = content.read(part); some > 0; some = content.read(part)) {
            sum.update(part, 0, some);
            size += some;
        }
        return size + ":" + sum.getValue();
    }

    @Override
    public InputStream load(long size) {
        return size < 0 ? null : generated(size);
    }

    /** Bytes that are made while they are read. */
    static InputStream generated(long size) {
        return new InputStream() {
            private long at;

            @Override
            public int read() {
                return at == size ? -1 : (int) (at++ * 31 >> 3) & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                int some = (int) Math.min(length, size - at);
                for (int i = 0; i < some; i++) {
                    target[offset + i] = (byte) (at++ * 31 >> 3);
                }
                return some == 0 && length > 0 ? -1 : some;
            }
        };
    }

    @Override
    public byte[] twice(byte[] content) {
        if (content == null) {
            return null;
        }
        byte[] out = Arrays.copyOf(content, 2 * content.length);
        System.arraycopy(content, 0, out, content.length, content.length);
        return out;
    }

    @Override
    public String size(int expected, byte[] content) {
        return expected + " " + content.length;
    }
}
