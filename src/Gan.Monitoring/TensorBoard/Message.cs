using Google.Protobuf;

namespace Gan.Monitoring;

/// <summary>A protocol buffers message, field by field.</summary>
internal sealed class Message
{
    private readonly MemoryStream memory = new();
    private readonly CodedOutputStream output;

    public Message() => output = new CodedOutputStream(memory);

    public Message Number(int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
        return this;
    }

    public Message Double(int field, double value)
    {
        output.WriteTag(field, WireFormat.WireType.Fixed64);
        output.WriteDouble(value);
        return this;
    }

    public Message Float(int field, float value)
    {
        output.WriteTag(field, WireFormat.WireType.Fixed32);
        output.WriteFloat(value);
        return this;
    }

    public Message Text(int field, string value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(value);
        return this;
    }

    public Message Bytes(int field, byte[] value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(UnsafeByteOperations.UnsafeWrap(value));
        return this;
    }

    public Message Nested(int field, Message value) => Bytes(field, value.ToBytes());

    public Message Packed(int field, IReadOnlyCollection<double> values)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteLength(values.Count * sizeof(double));
        foreach (var value in values)
        {
            output.WriteDouble(value);
        }
        return this;
    }

    public byte[] ToBytes()
    {
        output.Flush();
        return memory.ToArray();
    }
}
