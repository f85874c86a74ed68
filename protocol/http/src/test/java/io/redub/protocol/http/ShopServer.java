package io.redub.protocol.http;

import io.redub.protocol.Exporter;
import io.redub.protocol.ProviderInvoker;
import io.redub.protocol.ProviderService;
import io.redub.service.ServiceModel;
import io.redub.testkit.BareService;
import io.redub.url.URL;

/** A {@link Shop} exported at a port of its own. */
final class ShopServer implements AutoCloseable {
    static final ServiceModel MODEL = ServiceModel.of(Shop.class);

    final HttpProtocol protocol = new HttpProtocol();
    final Exporter exporter;

    ShopServer(String parameters) {
        exporter = export("http://127.0.0.1:0/shop", parameters);
    }

    Exporter export(String address, String parameters) {
        return protocol.export(
                new ProviderService(
                        MODEL,
                        URL.valueOf(address + "?interface=" + Shop.class.getName() + parameters),
                        BareService.of(new ShopBean())));
    }

    int port() {
        return exporter.url().getPort();
    }

    ProviderInvoker refer(String scheme, String parameters) throws Exception {
        return BareService.refer(
                protocol,
                MODEL,
                scheme + "://127.0.0.1:" + port() + "/shop?timeout=5000" + parameters);
    }

    @Override
    public void close() {
        exporter.close();
        protocol.destroy();
    }
}
