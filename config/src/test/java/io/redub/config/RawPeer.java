package io.redub.config;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One end of a connection of the dubbo protocol, written by hand: every byte is the test's. */
final class RawPeer implements AutoCloseable {
    static final int CALL = 0xc2;
    static final int ONE_WAY_CALL = 0x82;
    static final int HEARTBEAT = 0xe2;
    static final int ONE_WAY_EVENT = 0xa2;

    /** A whole frame. */
    record Frame(int flags, int status, long id, byte[] body) {
        /** The string at the start of the body. */
        String text() {
            return readString(ByteBuffer.wrap(body));
        }

        /** The body as bytes in hex. */
        String hex() {
            return java.util.HexFormat.of().formatHex(body);
        }
    }

    private final Socket socket;
    private final OutputStream out;
    private final DataInputStream in;

    RawPeer(Socket socket) {
        try {
            this.socket = socket;
            socket.setSoTimeout(10_000);
            socket.setTcpNoDelay(true);
            out = socket.getOutputStream();
            in = new DataInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RawPeer connect(int port) throws IOException {
        return new RawPeer(new Socket("127.0.0.1", port));
    }

    void send(byte[]... parts) throws IOException {
        for (byte[] part : parts) {
            out.write(part);
        }
        out.flush();
    }

    /** The next frame; null at the end of the connection. */
    @Nullable Frame receive() throws IOException {
        byte[] header = new byte[16];
        try {
            in.readFully(header);
            ByteBuffer read = ByteBuffer.wrap(header);
            if (read.getShort() != (short) 0xdabb) {
                throw new IOException("no magic number in the answer");
            }
            int flags = read.get() & 0xff;
            int status = read.get() & 0xff;
            long id = read.getLong();
            byte[] body = new byte[read.getInt()];
            in.readFully(body);
            return new Frame(flags, status, id, body);
        } catch (EOFException | SocketException end) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    static byte[] frame(int flags, int status, long id, byte[] body) {
        return frame(flags, status, id, body.length, body);
    }

    /** A frame whose header may lie about the length. */
    static byte[] frame(int flags, int status, long id, int length, byte[] body) {
        return ByteBuffer.allocate(16 + body.length)
                .putShort((short) 0xdabb)
                .put((byte) flags)
                .put((byte) status)
                .putLong(id)
                .putInt(length)
                .put(body)
                .array();
    }

    /** The body of a request with these bytes as arguments. */
    static byte[] request(
            String service,
            @Nullable String version,
            String method,
            String types,
            byte[] arguments) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String item : new @Nullable String[] {"2.0.2", service, version, method, types}) {
            body.writeBytes(string(item));
        }
        body.writeBytes(arguments);
        body.writeBytes(map(Map.of("path", service, "version", version == null ? "" : version)));
        return body.toByteArray();
    }

    static byte[] map(Map<String, String> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write('H');
        entries.forEach(
                (key, value) -> {
                    out.writeBytes(string(key));
                    out.writeBytes(string(value));
                });
        out.write('Z');
        return out.toByteArray();
    }

    /** An ASCII string of up to 1,023 characters, or null, as hessian2 has it. */
    static byte[] string(@Nullable String text) {
        if (text == null) {
            return new byte[] {'N'};
        }
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (bytes.length > 31) {
            out.write(0x30 + (bytes.length >> 8));
        }
        out.write(bytes.length);
        out.writeBytes(bytes);
        return out.toByteArray();
    }

    /** Reads a string in any of the forms hessian2 has. */
    static String readString(ByteBuffer in) {
        StringBuilder text = new StringBuilder();
        while (true) {
            int tag = in.get() & 0xff;
            boolean last = tag != 'R';
            int length;
            if (tag <= 0x1f) {
                length = tag;
            } else if (tag >= 0x30 && tag <= 0x33) {
                length = ((tag - 0x30) << 8) + (in.get() & 0xff);
            } else if (tag == 'S' || tag == 'R') {
                length = in.getShort() & 0xffff;
            } else {
                throw new IllegalArgumentException("no string but 0x" + Integer.toHexString(tag));
            }
            for (int i = 0; i < length; i++) {
                text.append(readChar(in));
            }
            if (last) {
                return text.toString();
            }
        }
    }

    private static char readChar(ByteBuffer in) {
        int first = in.get() & 0xff;
        if (first < 0x80) {
            return (char) first;
        }
        int second = in.get() & 0x3f;
        if (first < 0xe0) {
            return (char) ((first & 0x1f) << 6 | second);
        }
        return (char) ((first & 0x0f) << 12 | second << 6 | in.get() & 0x3f);
    }
}
