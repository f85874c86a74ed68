package io.redub.example.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.config.RedubBootstrap;
import io.redub.config.ReferenceConfig;
import io.redub.service.EchoService;
import io.redub.service.RpcException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The example runs as its readers run it. */
class WeatherTest {
    private static RedubBootstrap provider;
    private static RedubBootstrap consumer;
    private static String address;

    @BeforeAll
    static void start() {
        provider = WeatherProvider.start(0);
        consumer = RedubBootstrap.application("traveller").start();
        address = "dubbo://127.0.0.1:" + provider.port("dubbo");
    }

    @AfterAll
    static void stop() {
        consumer.close();
        provider.close();
    }

    private static final Place QUITO =
            Place.newBuilder().setName("Quito").setLatitude(-0.2).setLongitude(-78.5).build();

    @Test
    void messagesGoThereAndBack() {
        Forecast forecast = WeatherConsumer.refer(consumer, address).forecast(QUITO);
        assertThat(forecast).isEqualTo(new SunnyWeather().forecast(QUITO));
        assertThat(forecast.getHoursList()).hasSize(24);
    }

    @Test
    void aJdkExceptionArrivesAsItself() {
        assertThatThrownBy(
                        () ->
                                WeatherConsumer.refer(consumer, address)
                                        .forecast(Place.getDefaultInstance()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("name: empty");
    }

    @Test
    void anEchoOfWhatIsNoMessageIsAClearFailure() {
        EchoService echo = (EchoService) WeatherConsumer.refer(consumer, address);
        assertThatThrownBy(() -> echo.$echo("text"))
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("protobuf cannot carry");
    }

    @Test
    void messagesDoNotGoInHessian() {
        WeatherService plain =
                consumer.refer(ReferenceConfig.of(WeatherService.class).url(address));
        assertThatThrownBy(() -> plain.forecast(QUITO))
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.isSerialization()).isTrue());
    }
}
