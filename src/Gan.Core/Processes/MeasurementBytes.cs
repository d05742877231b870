namespace Gan;

/// <summary>Measurements on their way from one process to the others, to the last bit.</summary>
internal static class MeasurementBytes
{
    internal static byte[] Of(Dictionary<string, Measurement> measurements)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(measurements.Count);
        foreach (var (name, measurement) in measurements)
        {
            writer.Write(name);
            writer.Write(measurement.Value);
            writer.Write(measurement.Interval.HasValue);
            writer.Write(measurement.Interval ?? 0);
            writer.Write(measurement.Provenance.Count);
            foreach (var (key, value) in measurement.Provenance)
            {
                writer.Write(key);
                writer.Write(value);
            }
        }
        writer.Flush();
        return stream.ToArray();
    }

    internal static Dictionary<string, Measurement> Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        var measurements = new Dictionary<string, Measurement>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var name = reader.ReadString();
            var value = reader.ReadDouble();
            var hasInterval = reader.ReadBoolean();
            var interval = reader.ReadDouble();
            var provenance = new Dictionary<string, string>();
            for (var keys = reader.ReadInt32(); keys > 0; keys--)
            {
                var key = reader.ReadString();
                provenance[key] = reader.ReadString();
            }
            measurements[name] = new Measurement(value, hasInterval ? interval : null) { Provenance = provenance };
        }
        return measurements;
    }
}
