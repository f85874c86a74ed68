package io.redub.example.protobuf;

import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for the weather of one place. */
public final class WeatherConsumer {
    private static final Logger log = LoggerFactory.getLogger(WeatherConsumer.class);

    private WeatherConsumer() {}

    /** The service at an address such as {@code dubbo://127.0.0.1:20880}, spoken to in protobuf. */
    public static WeatherService refer(RedubBootstrap consumer, String address) {
        return consumer.refer(
                ReferenceConfig.of(WeatherService.class)
                        .url(address)
                        .parameter("serialization", "protobuf"));
    }

    public static void main(String[] args) {
        String address = args.length == 0 ? "dubbo://127.0.0.1:20880" : args[0];
        try (RedubBootstrap consumer = RedubBootstrap.application("traveller").start()) {
            Place place = Place.newBuilder().setName("Quito").setLatitude(-0.2).build();
            log.info("{}", refer(consumer, address).forecast(place).getHours(0));
        }
    }
}
