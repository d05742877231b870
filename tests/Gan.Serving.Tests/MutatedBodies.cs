using System.Text;

namespace Gan.Tests;

/// <summary>Requests that were good once, changed at random: what a server must refuse, and not fail at.</summary>
internal sealed class MutatedBodies(int seed)
{
    private static readonly string[] Words =
    [
        "null",
        "-1",
        "1e999",
        "99999999999999999999",
        "NaN",
        "[]",
        "{}",
        "\"\\ud800\"",
        "true",
        "\"\"",
        "0.5",
        "\\u0000",
        "[[[[[[[[",
        "2147483648",
        "-9223372036854775808",
        "\"binary_data_size\":",
        "\"shape\":[0]",
        "\"FP64\"",
        "\"BOOL\"",
    ];

    private static readonly (string Path, byte[] Body, string? Length)[] Good =
    [
        Infer(
            """{"id":"1","inputs":[{"name":"latent","datatype":"FP32","shape":[1,6]"""
                + ""","data":[1,2,0.5,0,-1,1e-3]},{"name":"label","datatype":"INT64","shape":[1]"""
                + ""","data":[2]}],"outputs":[{"name":"image"}]}"""
        ),
        Infer(
            """{"inputs":[],"parameters":{"seed":7,"count":2,"label":1,"truncation":1.5,"binary_data_output":true}}"""
        ),
        Binary(
            """{"inputs":[{"name":"latent","shape":[1,6],"datatype":"FP3"""
                + """2","parameters":{"binary_data_size":24}},{"name":"label","shape":[1]"""
                + ""","datatype":"INT64","parameters":{"binary_data_size":8}}]"""
                + ""","parameters":{"binary_data_output":true}}"""
        ),
        (
            "/v1/models/dcgan-labels:predict",
            """{"instances":[{"latent":[1,2,3,4,5,6],"label":1},{"latent":[1,2,3,4,5,6],"label":2}]}"""u8.ToArray(),
            null
        ),
        (
            "/v1/models/dcgan-labels:predict",
            """{"inputs":{"seed":[1,2],"label":[0,1]},"truncation":2}"""u8.ToArray(),
            null
        ),
    ];

    private readonly Random random = new(seed);

    /// <summary>The next one.</summary>
    public HttpRequestMessage Next()
    {
        var (path, body, length) = Good[random.Next(Good.Length)];
        var changed = body.ToList();
        for (var change = random.Next(2); change >= 0; change--)
        {
            Change(changed);
        }
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent([.. changed]) };
        if (length is not null && random.Next(8) > 0)
        {
            var said = random.Next(4) == 0 ? $"{random.Next(-2, 2 * body.Length)}" : length;
            request.Headers.TryAddWithoutValidation("Inference-Header-Content-Length", said);
        }
        return request;
    }

    private void Change(List<byte> body)
    {
        var at = random.Next(body.Count + 1);
        var count = Math.Min(random.Next(1, 12), body.Count - at);
        switch (random.Next(6))
        {
            case 0 when at < body.Count:
                body[at] = (byte)random.Next(256);
                break;
            case 1 when at < body.Count:
                body[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                body.RemoveRange(at, count);
                break;
            case 3:
                body.InsertRange(at, body.GetRange(at, count));
                break;
            case 4:
                body.InsertRange(at, Encoding.UTF8.GetBytes(Words[random.Next(Words.Length)]));
                break;
            default:
                Replace(body);
                break;
        }
    }

    // A value of JSON by another: what passes the parser, and meets the checks behind it.
    private void Replace(List<byte> body)
    {
        var marks = Enumerable.Range(0, body.Count).Where(i => body[i] is (byte)':' or (byte)',' or (byte)'[').ToList();
        if (marks.Count == 0)
        {
            return;
        }
        var start = marks[random.Next(marks.Count)] + 1;
        var end = start;
        while (end < body.Count && body[end] is not ((byte)',' or (byte)']' or (byte)'}'))
        {
            end++;
        }
        body.RemoveRange(start, end - start);
        body.InsertRange(start, Encoding.UTF8.GetBytes(Words[random.Next(Words.Length)]));
    }

    private static (string, byte[], string?) Infer(string json) =>
        ("/v2/models/dcgan-labels/infer", Encoding.UTF8.GetBytes(json), null);

    private static (string, byte[], string?) Binary(string json)
    {
        byte[] body = [.. Encoding.UTF8.GetBytes(json), .. new byte[32]];
        return ("/v2/models/dcgan-labels/infer", body, $"{body.Length - 32}");
    }
}
