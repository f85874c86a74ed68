package io.redub.bench;

/** A framework that is measured. */
enum Side {
    REDUB("Redub"),
    DUBBO("Dubbo 3.3"),
    RAW("raw Netty");

    private final String label;

    Side(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    Framework framework() {
        return switch (this) {
            case REDUB -> new RedubFramework();
            case DUBBO -> new DubboFramework();
            case RAW -> new RawFramework();
        };
    }

    boolean carries(Operation operation) {
        return this != RAW || operation == Operation.GET_USER;
    }
}
