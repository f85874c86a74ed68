package io.redub.protocol.rmi;

import io.redub.serialize.SerializationException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The wire protocol of RMI from the client's side, one call to a connection. Written here because
 * the JDK's client reads whatever classes the peer names, and waits for as long as it likes.
 */
final class Jrmp {
    static final int NORMAL_RETURN = 1;

    /** What stands before the value of an answer, besides its kind. */
    static final int ACK_BYTES = 14;

    private static final byte[] HEAD = {'J', 'R', 'M', 'I', 0, 2, 0x4c, 0x50};
    private static final int ANSWER = 0x51;

    /** Behind the head of the stream and that of the block. */
    private static final int ID_AT = 6;

    private static final long REGISTRY_HASH = 4905912898345647071L;
    private static final int LOOK_UP = 2;

    private Jrmp() {}

    /** The hash of a method by which RMI knows it. */
    static long hash(Method method) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-1");
            DataOutputStream out =
                    new DataOutputStream(
                            new DigestOutputStream(OutputStream.nullOutputStream(), sha));
            StringBuilder signature = new StringBuilder(method.getName()).append('(');
            for (Class<?> type : method.getParameterTypes()) {
                signature.append(type.descriptorString());
            }
            out.writeUTF(signature + ")" + method.getReturnType().descriptorString());
            byte[] digest = sha.digest();
            long hash = 0;
            for (int i = 0; i < 8; i++) {
                hash |= (digest[i] & 0xFFL) << (8 * i);
            }
            return hash;
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A call without the id of its object. */
    static byte[] call(Method method, long hash, @Nullable Object[] arguments) {
        return written(
                -1,
                hash,
                out -> {
                    Class<?>[] types = method.getParameterTypes();
                    for (int i = 0; i < types.length; i++) {
                        write(types[i], arguments[i], out);
                    }
                });
    }

    static byte[] lookUp(String name) {
        return written(LOOK_UP, REGISTRY_HASH, out -> out.writeObject(name));
    }

    private interface Content {
        void write(ObjectOutputStream out) throws IOException;
    }

    private static byte[] written(int operation, long hash, Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (ObjectOutputStream out = new Marshalled(bytes)) {
            out.write(new byte[Stub.ID_BYTES]);
            out.flush();
            out.writeInt(operation);
            out.writeLong(hash);
            content.write(out);
        } catch (NotSerializableException e) {
            throw new SerializationException(
                    e.getMessage() + " does not implement java.io.Serializable", e);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new SerializationException("an argument cannot be written: " + e, e);
        }
        return bytes.toByteArray();
    }

    private static void write(Class<?> type, @Nullable Object value, ObjectOutputStream out)
            throws IOException {
        if (!type.isPrimitive() || value == null) {
            out.writeObject(value);
        } else if (value instanceof Boolean each) {
            out.writeBoolean(each);
        } else if (value instanceof Byte each) {
            out.writeByte(each);
        } else if (value instanceof Short each) {
            out.writeShort(each);
        } else if (value instanceof Character each) {
            out.writeChar(each);
        } else if (value instanceof Integer each) {
            out.writeInt(each);
        } else if (value instanceof Long each) {
            out.writeLong(each);
        } else if (value instanceof Float each) {
            out.writeFloat(each);
        } else {
            out.writeDouble((Double) value);
        }
    }

    /** RMI says of each class where it can be loaded from: nowhere. */
    private static final class Marshalled extends ObjectOutputStream {
        Marshalled(OutputStream out) throws IOException {
            super(out);
        }

        @Override
        protected void annotateClass(Class<?> type) throws IOException {
            writeObject(null);
        }

        @Override
        protected void annotateProxyClass(Class<?> type) throws IOException {
            writeObject(null);
        }
    }

    /** A call could not be made, or its answer did not come. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;
        private final boolean sent;
        private final IOException reason;

        Failure(boolean sent, IOException cause) {
            super(
                    cause instanceof SocketTimeoutException
                            ? "no answer in time"
                            : cause.toString(),
                    cause);
            this.sent = sent;
            this.reason = cause;
        }

        /** The same, of a question that came before the call. */
        Failure beforeTheCall() {
            return new Failure(false, reason);
        }

        /** Whether the peer may have the call. */
        boolean sent() {
            return sent;
        }

        boolean isTimeout() {
            return reason instanceof SocketTimeoutException;
        }

        boolean isTooLarge() {
            return reason instanceof TooLarge;
        }
    }

    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        TooLarge(int limit) {
            super("the answer has more than " + limit + " bytes (payload limit)");
        }
    }

    /**
     * Sends a call on a connection of its own and waits for the answer: the object stream alone.
     *
     * @param id of the object; null for the registry
     * @param socket not connected; closed afterwards
     * @param payload most bytes of the answer
     */
    static byte[] exchange(
            Socket socket,
            InetSocketAddress peer,
            byte @Nullable [] id,
            byte[] call,
            long deadlineNanos,
            int connectMillis,
            int payload)
            throws Failure {
        boolean sent = false;
        try (socket) {
            // A peer that is not reached in the time of the call is as good as not there.
            socket.connect(peer, Math.min(connectMillis, millisLeft(deadlineNanos)));
            socket.setTcpNoDelay(true);
            ByteArrayOutputStream whole = new ByteArrayOutputStream(call.length + HEAD.length);
            whole.writeBytes(HEAD);
            whole.write(call, 0, ID_AT);
            whole.writeBytes(id == null ? new byte[Stub.ID_BYTES] : id);
            whole.write(call, ID_AT + Stub.ID_BYTES, call.length - ID_AT - Stub.ID_BYTES);
            sent = true;
            whole.writeTo(socket.getOutputStream());
            return answer(socket, deadlineNanos, payload);
        } catch (IOException e) {
            throw new Failure(sent, e);
        }
    }

    private static byte[] answer(Socket socket, long deadlineNanos, int payload)
            throws IOException {
        InputStream in = socket.getInputStream();
        socket.setSoTimeout(millisLeft(deadlineNanos));
        int first = in.read();
        if (first != ANSWER) {
            throw new IOException(
                    first < 0 ? "the peer closed the connection" : "the peer is no RMI server");
        }
        ByteArrayOutputStream answer = new ByteArrayOutputStream(256);
        byte[] part = new byte[8192];
        for (int count = 0; count >= 0; count = in.read(part)) {
            answer.write(part, 0, count);
            if (answer.size() > payload) {
                throw new TooLarge(payload);
            }
            socket.setSoTimeout(millisLeft(deadlineNanos));
        }
        return answer.toByteArray();
    }

    private static int millisLeft(long deadlineNanos) throws SocketTimeoutException {
        long left = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
        if (left <= 0) {
            throw new SocketTimeoutException("the time is over");
        }
        return (int) Math.min(Integer.MAX_VALUE, left);
    }
}
