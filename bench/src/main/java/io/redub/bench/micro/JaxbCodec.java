package io.redub.bench.micro;

import io.redub.bench.Page;
import io.redub.bench.User;
import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBElement;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Marshaller;
import jakarta.xml.bind.Unmarshaller;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** XML by JAXB and the JDK's parser; the context, marshaller, unmarshaller and factory are kept. */
final class JaxbCodec implements Codec {
    private static final QName ROOT = new QName("payload");

    /** What XML has no element for by itself. */
    public static final class Users {
        public List<User> user = new ArrayList<>();
    }

    /** What XML has no element for by itself. */
    public static final class Numbers {
        public int[] number = {};
    }

    private final Marshaller marshaller;
    private final Unmarshaller unmarshaller;
    private final XMLInputFactory parsers = XMLInputFactory.newFactory();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(8192);
    private final Shape shape;
    private final Class<?> type;
    private final Object payload;
    private final byte[] encoded;

    JaxbCodec(Shape shape) throws JAXBException {
        this.shape = shape;
        type =
                switch (shape) {
                    case USER -> User.class;
                    case PAGE -> Page.class;
                    case LIST100 -> Users.class;
                    case MAPS -> Warehouse.class;
                    case STRINGS -> Article.class;
                    case INTS -> Numbers.class;
                };
        payload = shape.sample();
        JAXBContext context = JAXBContext.newInstance(type, User.class);
        marshaller = context.createMarshaller();
        unmarshaller = context.createUnmarshaller();
        encode();
        encoded = out.toByteArray();
    }

    @Override
    public int encode() throws JAXBException {
        out.reset();
        marshaller.marshal(element(type), out);
        return out.size();
    }

    private <T> JAXBElement<T> element(Class<T> declared) {
        return new JAXBElement<>(ROOT, declared, declared.cast(wrapped()));
    }

    @SuppressWarnings("unchecked") // the shape says so
    private Object wrapped() {
        if (shape == Shape.LIST100) {
            Users users = new Users();
            users.user = (List<User>) payload;
            return users;
        } else if (shape == Shape.INTS) {
            Numbers numbers = new Numbers();
            numbers.number = (int[]) payload;
            return numbers;
        }
        return payload;
    }

    @Override
    public Object decode() throws JAXBException, XMLStreamException {
        XMLStreamReader parser = parsers.createXMLStreamReader(new ByteArrayInputStream(encoded));
        Object read = unmarshaller.unmarshal(parser, type).getValue();
        parser.close();
        if (read instanceof Users users) {
            return users.user;
        }
        return read instanceof Numbers numbers ? numbers.number : read;
    }
}
