package com.example;

import io.redub.protocol.Exporter;
import io.redub.protocol.Protocol;
import io.redub.protocol.ProviderInvoker;
import io.redub.protocol.ProviderService;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Calls as lines of text over plain sockets: {@code my://host:20000/com.example.Service}. */
public final class MyProtocol implements Protocol {
    private final Map<Integer, MyServer> servers = new HashMap<>();

    @Override
    public int getDefaultPort() {
        return 20_000;
    }

    @Override
    public synchronized Exporter export(ProviderService service) {
        URL url = service.url();
        MyServer server = servers.get(url.getPort());
        if (server == null) {
            try {
                server = new MyServer(url.getPort());
            } catch (IOException e) {
                throw new RpcException(
                        StatusCode.CONFIGURATION,
                        "port " + url.getPort() + " cannot be opened: " + e.getMessage(),
                        e);
            }
            servers.put(server.port(), server);
        }
        return server.add(service, this::closeUnused);
    }

    private synchronized void closeUnused(MyServer server) {
        if (server.isUnused() && servers.remove(server.port(), server)) {
            server.close();
        }
    }

    @Override
    public ProviderInvoker refer(ServiceModel service, URL url) {
        return new MyInvoker(service, url);
    }

    @Override
    public synchronized void destroy() {
        servers.values().forEach(MyServer::close);
        servers.clear();
    }
}
