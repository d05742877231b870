using System.Globalization;

namespace Gan.Monitoring;

/// <summary>
/// The messages of an event file that are needed here, with the field numbers of TensorFlow's public event.proto,
/// summary.proto and tensor.proto and of the hyper-parameter plug-in's plugin_data.proto. Fields of no use here are
/// left out, as protocol buffers allow.
/// </summary>
internal static class EventMessages
{
    /// <summary>The form of file in which a reader drops what a session that starts anew overtakes.</summary>
    public const string Version = "brain.Event:2";

    private const int TypeString = 7;
    private const int ClassTensor = 2;
    private const int StatusUnknown = 0;
    private const int StatusSuccess = 1;
    private const int StatusFailure = 2;

    // Event: wall_time 1, step 2, then one of file_version 3, summary 5, session_log 7.

    public static Message FileVersion(double time) => Event(time, 0).Text(3, Version);

    /// <summary>Readers drop all events of this step and later that were
    /// written before: what a resumed training does again.</summary>
    public static Message SessionStart(double time, long step) =>
        Event(time, step).Nested(7, new Message().Number(1, 1)); // SessionLog.status START

    public static Message Summary(double time, long step, IEnumerable<Message> values)
    {
        var summary = new Message();
        foreach (var value in values)
        {
            summary.Nested(1, value);
        }
        return Event(time, step).Nested(5, summary);
    }

    // Summary.Value: tag 1, then one of simple_value 2, image 4, histo 5, tensor 8; metadata 9.

    public static Message Scalar(string tag, double value) => new Message().Text(1, tag).Float(2, (float)value);

    public static Message Image(string tag, PngImage picture)
    {
        var png = new MemoryStream();
        picture.Save(png);
        var image = new Message()
            .Number(1, picture.Height)
            .Number(2, picture.Width)
            .Number(3, picture.Channels)
            .Bytes(4, png.ToArray());
        return new Message().Text(1, tag).Nested(4, image);
    }

    public static Message Histogram(string tag, Histogram histogram)
    {
        var values = new Message()
            .Double(1, histogram.Min)
            .Double(2, histogram.Max)
            .Double(3, histogram.Count)
            .Double(4, histogram.Sum)
            .Double(5, histogram.SumOfSquares)
            .Packed(6, histogram.Limits)
            .Packed(7, histogram.Counts);
        return new Message().Text(1, tag).Nested(5, values);
    }

    /// <summary>Markdown in the text plug-in: a tensor of one string.</summary>
    public static Message Text(string tag, string markdown)
    {
        var size = new Message().Number(1, 1);
        var shape = new Message().Nested(2, size);
        var tensor = new Message().Number(1, TypeString).Nested(2, shape).Text(8, markdown);
        var metadata = Plugin("text", new()).Number(4, ClassTensor);
        return new Message().Text(1, tag).Nested(8, tensor).Nested(9, metadata);
    }

    // HParamsPluginData: session_start_info 3 with hparams 1 (a map) and start_time_secs 5, session_end_info 4 with
    // status 1 and end_time_secs 2.

    public static Message HyperParameters(double time, IEnumerable<KeyValuePair<string, string>> settings)
    {
        var info = new Message();
        foreach (var (name, text) in settings)
        {
            info.Nested(1, new Message().Text(1, name).Nested(2, Value(text)));
        }
        info.Double(5, time);
        var plugin = Plugin("hparams", new Message().Nested(3, info));
        return new Message().Text(1, "_hparams_/session_start_info").Nested(9, plugin);
    }

    /// <param name="time">Seconds since 1970.</param>
    /// <param name="finished">True when the last step was done: success.</param>
    /// <param name="failed">True when an error broke the training
    /// off; stopped early or cancelled it is neither.</param>
    public static Message SessionEnd(double time, bool finished, bool failed)
    {
        var status = finished ? StatusSuccess : StatusUnknown;
        if (failed)
        {
            status = StatusFailure;
        }
        var info = new Message().Number(1, status).Double(2, time);
        var plugin = Plugin("hparams", new Message().Nested(4, info));
        return new Message().Text(1, "_hparams_/session_end_info").Nested(9, plugin);
    }

    private static Message Event(double time, long step) => new Message().Double(1, time).Number(2, step);

    // SummaryMetadata: plugin_data 1 (plugin_name 1, content 2), data_class 4.
    private static Message Plugin(string name, Message content) =>
        new Message().Nested(1, new Message().Text(1, name).Nested(2, content));

    // google.protobuf.Value: number_value 2, string_value 3. A number can be filtered by range.
    private static Message Value(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? new Message().Double(2, number)
            : new Message().Text(3, text);
}
