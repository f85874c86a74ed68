package io.redub.bench;

/** One run, seen from both JVMs. */
record Sample(Measurement measured, Usage server) {
    double callsPerSecond() {
        return measured.callsPerSecond();
    }

    long errors() {
        return measured.errors();
    }

    double p50Micros() {
        return measured.p50Nanos() / 1e3;
    }

    double p99Micros() {
        return measured.p99Nanos() / 1e3;
    }

    double clientCpuMicros() {
        return measured.client().cpuNanos() / 1e3 / measured.calls();
    }

    double serverCpuMicros() {
        return server.cpuNanos() / 1e3 / measured.calls();
    }

    double clientBytes() {
        return (double) measured.client().allocatedBytes() / measured.calls();
    }

    double serverBytes() {
        return (double) server.allocatedBytes() / measured.calls();
    }
}
