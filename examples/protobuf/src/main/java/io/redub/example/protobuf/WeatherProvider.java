package io.redub.example.protobuf;

import io.redub.config.RedubBootstrap;
import io.redub.config.ServiceConfig;
import java.util.Map;

/** Offers {@link WeatherService} in protobuf. */
public final class WeatherProvider {
    private WeatherProvider() {}

    /**
     * @param port where to listen; 0 for any
     */
    public static RedubBootstrap start(int port) {
        return RedubBootstrap.application("weather")
                .protocol("dubbo", port, Map.of("serialization", "protobuf"))
                .service(ServiceConfig.of(WeatherService.class, new SunnyWeather()))
                .start();
    }

    public static void main(String[] args) {
        start(args.length == 0 ? 20_880 : Integer.parseInt(args[0]));
    }
}
