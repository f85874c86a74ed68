package io.redub.serialize.hessian2;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The classes of the captured vectors, field by field in the same order. */
final class V {
    enum Color {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "g";
            }
        }
    }

    static class Base implements Serializable {
        String name = "b";
        int age = 1;
        long big = 7;
        List<Object> list = new ArrayList<>();
        String dup = "base";
    }

    static class Pojo extends Base {
        String s = "x";
        byte b = 1;
        short sh = 2;
        char c = 'c';
        float f = 1.5f;
        double d = 2.5;
        boolean z = true;
        Byte B = 3;
        Short S = 4;
        Float F = 3.3f;
        Character C = 'D';
        Date dt = new Date(0);
        Map<String, String> m = new HashMap<>();
        String dup = "sub";
        Object other;
        int[] ia = {1, 2};
        Color col = Color.RED;
        transient int skipped = 9;
    }

    private V() {}
}
