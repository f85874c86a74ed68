package io.redub.example.protobuf;

/** Forecasts by rule of thumb. */
public final class SunnyWeather implements WeatherService {
    private static final int HOURS = 24;
    private static final int SECONDS = 3600;

    @Override
    public Forecast forecast(Place place) {
        if (place.getName().isEmpty()) {
            throw new IllegalArgumentException("name: empty (expected: the name of a place)");
        }
        Forecast.Builder made = Forecast.newBuilder().setPlace(place);
        for (int hour = 0; hour < HOURS; hour++) {
            made.addHours(
                    Forecast.Hour.newBuilder()
                            .setEpochSecond((long) hour * SECONDS)
                            .setCelsius((int) (25 - Math.abs(place.getLatitude()) / 2))
                            .setSky(hour % 6 == 5 ? Forecast.Sky.RAIN : Forecast.Sky.CLEAR));
        }
        return made.putWarnings("sun", "wear a hat").build();
    }
}
