using System.Text;
using Gan.Runtime;

namespace Gan.Serving.Tests;

/// <summary>What is served, without a server.</summary>
internal static class Served
{
    public static ServedGan Of(string fixture = "dcgan-labels.onnx", ServingOptions? options = null)
    {
        using var gan = ShippedGan.Load(RunningServer.Fixture(fixture));
        return new(gan, ServedGan.NameOf(fixture), options ?? new());
    }

    public static byte[] Bytes(this string json) => Encoding.UTF8.GetBytes(json);

    public static void ShouldBeRefused(this Action action, string sentence, int status = 400) =>
        action.Should().Throw<Refusal>().Where(r => r.Status == status).WithMessage(sentence);
}
