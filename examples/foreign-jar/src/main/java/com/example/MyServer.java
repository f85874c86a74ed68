package com.example;

import io.redub.protocol.Exporter;
import io.redub.protocol.ProviderService;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A port with the services behind it; a thread for each connection. Thread-safe. */
final class MyServer {
    private static final int MOST_CONNECTIONS = 1_000;

    private final ServerSocket socket;
    private final Map<String, MyService> services = new ConcurrentHashMap<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    MyServer(int port) throws IOException {
        socket = new ServerSocket(port);
        start("my-accept-" + socket.getLocalPort(), this::accept);
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    boolean isUnused() {
        return services.isEmpty();
    }

    static String key(URL url) {
        return URL.serviceKey(url.getGroup(), url.getPath(), url.getVersion());
    }

    Exporter add(ProviderService service, Consumer<MyServer> removed) {
        String key = key(service.url());
        MyService added = new MyService(service);
        if (services.putIfAbsent(key, added) != null) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "service " + key + " is already exported at port " + port());
        }
        URL url = service.url().withPort(port());
        return new Exporter() {
            @Override
            public URL url() {
                return url;
            }

            @Override
            public void announceStop() {
                // Calls that come from now on are refused as those of an unknown service.
                services.remove(key, added);
            }

            @Override
            public int active() {
                return added.active();
            }

            @Override
            public void close() {
                services.remove(key, added);
                removed.accept(MyServer.this);
            }
        };
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                if (connections.size() >= MOST_CONNECTIONS) {
                    connection.close();
                } else {
                    connections.add(connection);
                    start("my-" + connection.getRemoteSocketAddress(), () -> serve(connection));
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    System.getLogger("my").log(System.Logger.Level.WARNING, "accepting failed", e);
                }
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    connection.getInputStream(), StandardCharsets.US_ASCII));
            LineWriter out = new LineWriter(connection.getOutputStream());
            String caller = connection.getRemoteSocketAddress().toString().substring(1);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] call = line.split(" ", 5);
                MyService service = call.length == 5 ? services.get(call[1]) : null;
                if (service != null) {
                    service.answer(call, caller, out);
                } else {
                    out.failed(
                            call[0],
                            StatusCode.SERVICE_NOT_FOUND,
                            "there is no such service at port " + port());
                }
            }
        } catch (IOException gone) {
            System.getLogger("my").log(System.Logger.Level.DEBUG, "a connection ended", gone);
        } finally {
            connections.remove(connection);
        }
    }

    void close() {
        try {
            socket.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            System.getLogger("my").log(System.Logger.Level.WARNING, "closing failed", e);
        }
    }
}
