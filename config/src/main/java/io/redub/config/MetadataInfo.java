package io.redub.config;

import io.redub.protocol.ServiceWorld;
import io.redub.url.URL;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The services of one instance, in the shape and under the class names that Dubbo 3 reads. The
 * names of fields and classes are the wire's.
 */
final class MetadataInfo implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Parameters that say nothing of the service, or differ at every start. */
    private static final Set<String> LEFT_OUT =
            Set.of("pid", "timestamp", "bind.ip", "bind.port", "anyhost", "validation", "monitor");

    private final String app;
    private final String revision;
    private final Map<String, ServiceInfo> services;

    private MetadataInfo(String app, String revision, Map<String, ServiceInfo> services) {
        this.app = app;
        this.revision = revision;
        this.services = services;
    }

    static MetadataInfo of(String application, Collection<URL> exported) {
        Map<String, ServiceInfo> services = new TreeMap<>();
        StringBuilder content = new StringBuilder(application);
        for (URL url : exported) {
            ServiceInfo info = ServiceInfo.of(url);
            services.put(url.getServiceKey() + ":" + url.getProtocol(), info);
        }
        services.forEach((key, info) -> content.append('\n').append(key).append(info.content()));
        return new MetadataInfo(application, hash(content), new HashMap<>(services));
    }

    private static String hash(CharSequence content) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(content.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    String revision() {
        return revision;
    }

    String application() {
        return app;
    }

    int size() {
        return services.size();
    }

    /** One service under one protocol. */
    static final class ServiceInfo implements Serializable {
        private static final long serialVersionUID = 1L;

        private final String name;
        private final @Nullable String group;
        private final @Nullable String version;
        private final String protocol;
        private final int port;
        private final String path;
        private final Map<String, String> params;

        private ServiceInfo(URL url, Map<String, String> params) {
            this.name = url.getServiceInterface();
            this.group = url.getGroup();
            this.version = url.getVersion();
            this.protocol = url.getProtocol();
            this.port = url.getPort();
            this.path = url.getPath();
            this.params = params;
        }

        static ServiceInfo of(URL url) {
            Map<String, String> params = new HashMap<>(url.getParameters());
            params.keySet().removeAll(LEFT_OUT);
            params.keySet().removeAll(ServiceWorld.SETTINGS);
            return new ServiceInfo(url, params);
        }

        String content() {
            return port + path + new TreeMap<>(params);
        }
    }
}
