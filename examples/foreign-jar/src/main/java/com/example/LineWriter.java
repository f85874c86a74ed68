package com.example;

import io.redub.service.StatusCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes whole lines, one at a time. Thread-safe. */
final class LineWriter {
    private final OutputStream out;

    LineWriter(OutputStream out) {
        this.out = out;
    }

    synchronized void write(String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    void failed(String id, StatusCode code, String message) throws IOException {
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        write(id + " failed " + code + " " + Base64.getEncoder().encodeToString(text));
    }
}
