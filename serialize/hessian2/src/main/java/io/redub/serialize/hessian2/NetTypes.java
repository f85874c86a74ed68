package io.redub.serialize.hessian2;

import io.redub.serialize.SerializationException;
import io.redub.serialize.hessian2.ValueType.Part;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Addresses and locators. None of it asks a name server, on either side: an address is sent as the
 * numbers and the name it holds, and a URL is read as text.
 */
final class NetTypes {
    private static final String NO_READER = "no released version reads it; send its text instead";
    private static final int LONGEST_HOST = 255;

    /** Handlers of the JDK itself; others would be looked for under names that a peer chose. */
    private static final Set<String> SCHEMES =
            Set.of("http", "https", "file", "jar", "ftp", "mailto");

    private static final List<Part> ADDRESS_PARTS =
            List.of(
                    new Part("hostName", TypeNode.STRING),
                    new Part("address", byte[].class),
                    new Part("scope", int.class));

    static final ValueType<InetAddress> ADDRESS =
            address("com.caucho.hessian.io.InetAddressHandle");

    private static final TypeNode ADDRESS_NODE = TypeNode.of(InetAddress.class);

    static final List<ValueType<?>> ALL =
            List.of(
                    ADDRESS,
                    ValueType.of(
                                    URI.class,
                                    "java.net.URI",
                                    List.of(new Part("string", TypeNode.STRING)),
                                    (out, v) -> out.writeString(v.toString()),
                                    v -> URI.create(v.string(0)))
                            .shared(),
                    ValueType.of(
                                    URL.class,
                                    "java.net.URL",
                                    List.of(new Part("spec", TypeNode.STRING)),
                                    (out, v) -> out.writeString(known(v).toExternalForm()),
                                    v -> url(v.string(0)))
                            .redubOnly(NO_READER),
                    ValueType.of(
                                    InetSocketAddress.class,
                                    "java.net.InetSocketAddress",
                                    List.of(
                                            new Part("hostname", TypeNode.STRING),
                                            new Part("addr", ADDRESS_NODE),
                                            new Part("port", int.class)),
                                    NetTypes::writeSocket,
                                    NetTypes::socket)
                            .redubOnly(NO_READER));

    /** The same addresses as hessian-lite names them. */
    static final List<ValueType<?>> READ_ONLY =
            List.of(address("com.alibaba.com.caucho.hessian.io.InetAddressHandle"));

    private NetTypes() {}

    private static ValueType<InetAddress> address(String wireName) {
        return ValueType.of(
                        InetAddress.class,
                        wireName,
                        ADDRESS_PARTS,
                        (out, v) -> {
                            out.writeString(nameOf(v));
                            out.writeBinary(v.getAddress());
                            out.writeInt(v instanceof Inet6Address six ? six.getScopeId() : 0);
                        },
                        v -> address(v.textAt(0), v.at(1, byte[].class), v.intAt(2)))
                .redubOnly(NO_READER);
    }

    /** What stands before the slash: getHostName would ask a name server. */
    static @Nullable String nameOf(InetAddress address) {
        String text = address.toString();
        int slash = text.indexOf('/');
        return slash > 0 ? text.substring(0, slash) : null;
    }

    /** An address without a scope. */
    static InetAddress address(Values v) {
        return address(v.textAt(0), v.at(1, byte[].class), 0);
    }

    private static InetAddress address(@Nullable String host, byte[] numbers, int scope) {
        if (host != null && host.length() > LONGEST_HOST) {
            throw new SerializationException(
                    "a host name of %d chars (expected: at most %d)"
                            .formatted(host.length(), LONGEST_HOST));
        }
        try {
            return numbers.length == 16
                    ? Inet6Address.getByAddress(host, numbers, scope > 0 ? scope : -1)
                    : Inet4Address.getByAddress(host, numbers);
        } catch (UnknownHostException e) {
            throw new SerializationException(
                    "an address of %d bytes (expected: 4 or 16)".formatted(numbers.length), e);
        }
    }

    private static void writeSocket(ValueWriter out, InetSocketAddress socket) {
        InetAddress address = socket.getAddress();
        out.writeString(address == null ? socket.getHostString() : null);
        out.writeValue(address, ADDRESS_NODE);
        out.writeInt(socket.getPort());
    }

    private static InetSocketAddress socket(Values v) {
        InetAddress address = v.orNull(1, InetAddress.class);
        return address == null
                ? InetSocketAddress.createUnresolved(v.string(0), v.intAt(2))
                : new InetSocketAddress(address, v.intAt(2));
    }

    private static URL known(URL url) {
        if (!SCHEMES.contains(url.getProtocol().toLowerCase(Locale.ROOT))) {
            throw new SerializationException(
                    "a URL of the scheme %s (expected: one of %s); send a URI"
                            .formatted(url.getProtocol(), SCHEMES));
        }
        return url;
    }

    private static URL url(String spec) {
        int colon = spec.indexOf(':');
        String scheme = colon < 0 ? "" : spec.substring(0, colon).toLowerCase(Locale.ROOT);
        // The inner URL of a jar's makes a handler too.
        String rest = scheme.equals("jar") ? spec.substring(colon + 1) : "";
        if (!SCHEMES.contains(scheme) || scheme.equals("jar") && !isFileOrHttp(rest)) {
            throw new SerializationException(
                    "a URL of a scheme that is not taken (expected: one of %s)".formatted(SCHEMES));
        }
        try {
            return new URL(spec);
        } catch (MalformedURLException e) {
            throw new SerializationException("the text of a URL makes none", e);
        }
    }

    private static boolean isFileOrHttp(String inner) {
        return inner.regionMatches(true, 0, "file:", 0, 5)
                || inner.regionMatches(true, 0, "http:", 0, 5)
                || inner.regionMatches(true, 0, "https:", 0, 6);
    }
}
