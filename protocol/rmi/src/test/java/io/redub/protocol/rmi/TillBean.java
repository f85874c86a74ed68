package io.redub.protocol.rmi;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Behind plain RMI and behind Redub. */
public final class TillBean implements Till {
    @Override
    public String greet(String name) {
        return "hello " + name;
    }

    @Override
    public double sum(byte a, short b, int c, long d, float e, double f, boolean g, char h) {
        return a + b + c + d + e + f + (g ? 1 : 0) + h;
    }

    @Override
    public long count(int[] numbers) {
        return Arrays.stream(numbers).count();
    }

    @Override
    public char sign(boolean plus) {
        return plus ? '+' : '-';
    }

    @Override
    public Receipt buy(Map<String, Integer> basket) throws SoldOut {
        if (basket.containsKey("gold")) {
            throw new SoldOut("no gold", 3);
        }
        return new Receipt(
                List.copyOf(basket.keySet()), basket.values().stream().mapToInt(i -> i).sum());
    }

    @Override
    public Object echo(Object any) {
        if (any == null) {
            throw new IllegalStateException("nothing to echo");
        }
        return any;
    }

    @Override
    public void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
