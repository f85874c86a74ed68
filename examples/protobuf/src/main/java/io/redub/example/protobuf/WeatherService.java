package io.redub.example.protobuf;

/** The contract: messages only. */
public interface WeatherService {
    /**
     * @throws IllegalArgumentException if the place has no name
     */
    Forecast forecast(Place place);
}
