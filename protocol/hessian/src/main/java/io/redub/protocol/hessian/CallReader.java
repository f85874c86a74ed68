package io.redub.protocol.hessian;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import io.redub.protocol.web.Refusal;
import io.redub.serialize.Bound;
import io.redub.serialize.ObjectReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads one call, of Hessian 2 or of Hessian 1 with an answer of Hessian 2. Of one request; not
 * thread-safe.
 */
final class CallReader {
    private static final String ATTRIBUTE = "_hessian_getAttribute";
    private static final AutoCloseable NOTHING = () -> {};
    private static final int LONGEST_NAME = 200;

    private final HessianService service;
    private final HessianValues values;
    private final WireInput in;

    /** What a request asks for. */
    sealed interface Asked {
        /** A call. */
        record Call(HessianMethod method, @Nullable Object[] arguments) implements Asked {}

        /** A question of Caucho's client about the service, with the answer to it. */
        record Attribute(@Nullable String value) implements Asked {}

        /** A call that no method takes. */
        record Unknown(String message) implements Asked {}
    }

    CallReader(HessianService service, HessianValues values, InputStream body) {
        this.service = service;
        this.values = values;
        this.in = new WireInput(body, service.payload());
    }

    /**
     * Reads the call, up to a stream that is its last argument.
     *
     * @throws Refusal if it is malformed, too large, or of a version that is not spoken here
     * @throws io.redub.serialize.SerializationException if its values are not admitted
     */
    Asked read() throws IOException {
        int form = in.next();
        int major = in.next();
        in.next();
        if (form == 'H' && major == 2) {
            return read2();
        } else if (form == 'c' && major >= 2) {
            return read1();
        } else if (form == 'c') {
            throw new MalformedHessian(
                    "a call that wants an answer of Hessian 1 (expected: of Hessian 2, which"
                            + " Caucho's client wants unless setHessian2Reply(false) was called)");
        }
        throw new MalformedHessian(
                "it begins with 0x%02x 0x%02x (expected: a call of Hessian 2 or 1)"
                        .formatted(form, major));
    }

    private Asked read2() throws IOException {
        int tag = in.next();
        if (tag != 'C') {
            throw new MalformedHessian("tag 0x%02x (expected: 'C', a call)".formatted(tag));
        }
        ValueCopy copy = new Hessian2Copy(service.types().limits().value(Bound.DEPTH));
        ByteBuf head = Unpooled.buffer(64);
        copy.copy(in, head);
        String name = string(head);
        int count = Hessian2Copy.integer(in, head.clear());
        if (name.equals(ATTRIBUTE)) {
            copy.copy(in, head.clear());
            return attribute(string(head));
        }
        List<HessianMethod> found = service.find(name, count);
        if (found.size() != 1) {
            return unknown(name, count, found);
        }
        HessianMethod method = found.get(0);
        if (method.count() != count) {
            return unknown(name, count, List.of());
        }
        ByteBuf out = Unpooled.buffer(256);
        if (method.last() == HessianMethod.Binary.NONE) {
            in.copyRest(out);
        } else {
            for (int i = 0; i < count - 1; i++) {
                copy.copy(in, out);
            }
        }
        return call(method, out, in);
    }

    private Asked read1() throws IOException {
        Hessian1Copy copy = new Hessian1Copy(service.types());
        ByteBuf out = Unpooled.buffer(256);
        int tag = in.next();
        if (tag != 'm') {
            throw new MalformedHessian(
                    "tag 0x%02x (expected: 'm', a method; headers are those of HTTP)"
                            .formatted(tag));
        }
        String name = Hessian1Copy.string(in);
        if (name.equals(ATTRIBUTE)) {
            copy.copy(in, out);
            return attribute(string(out));
        }
        List<HessianMethod> found = service.find(name, -1);
        HessianMethod method = found.size() == 1 ? found.get(0) : null;
        int most =
                method == null || method.last() == HessianMethod.Binary.NONE
                        ? Integer.MAX_VALUE
                        : method.count() - 1;
        boolean ends = most == Integer.MAX_VALUE;
        int count = 0;
        for (; count < most && in.peek() != 'z'; count++) {
            copy.copy(in, out);
        }
        if (method == null) {
            found = service.find(name, count);
            method = found.size() == 1 ? found.get(0) : null;
        }
        if (method == null || count != (ends ? method.count() : most)) {
            return unknown(name, count, found.size() > 1 ? found : List.of());
        }
        ByteBuf all = Unpooled.wrappedBuffer(copy.definitions(), out);
        return call(
                method,
                // The reader takes what is in one array.
                Unpooled.buffer(all.readableBytes()).writeBytes(all),
                ends ? null : in);
    }

    private Asked.Call call(HessianMethod method, ByteBuf out, @Nullable WireInput last)
            throws IOException {
        @Nullable Object[] arguments = new Object[method.count()];
        ObjectReader reader = values.reader();
        try {
            reader.begin(out, service.types());
            for (int i = 0; i < method.parameters().size(); i++) {
                arguments[i] = reader.readObject(method.parameters().get(i));
            }
        } finally {
            reader.end();
        }
        int end = arguments.length - 1;
        switch (method.last()) {
            case NONE -> {
                if (out.isReadable()) {
                    throw new MalformedHessian(out.readableBytes() + " bytes behind the arguments");
                }
            }
            case BYTES -> {
                BinaryInput bytes = BinaryInput.open(source(out, last), NOTHING);
                arguments[end] = bytes == null ? null : bytes.bytes();
            }
            case STREAM -> {
                WireInput source = source(out, last);
                source.unlimited();
                arguments[end] = BinaryInput.open(source, NOTHING);
            }
        }
        return new Asked.Call(method, arguments);
    }

    private static WireInput source(ByteBuf out, @Nullable WireInput last) {
        return last != null ? last : new WireInput(new ByteBufInputStream(out), 0);
    }

    private String string(ByteBuf out) {
        ObjectReader reader = values.reader();
        try {
            reader.begin(out, service.types());
            return String.valueOf(reader.readString());
        } finally {
            reader.end();
        }
    }

    private Asked attribute(String name) {
        return new Asked.Attribute(
                switch (name) {
                    case "java.api.class", "java.home.class" ->
                            service.service().model().interfaceName();
                    default -> null;
                });
    }

    private Asked unknown(String name, int count, List<HessianMethod> several) {
        String shown =
                (name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name)
                        .replaceAll("\\p{Cntrl}", "?");
        if (!several.isEmpty()) {
            return new Asked.Unknown(
                    "%s has several methods '%s' of %d parameters (expected: one of the names %s)"
                            .formatted(
                                    service.key(),
                                    shown,
                                    count,
                                    several.stream()
                                            .map(each -> HessianMethod.mangled(each.method()))
                                            .collect(Collectors.joining(", "))));
        }
        return new Asked.Unknown(
                "%s has no method '%s' of %d parameters".formatted(service.key(), shown, count));
    }
}
