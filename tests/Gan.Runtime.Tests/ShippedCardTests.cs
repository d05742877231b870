using System.Text;

namespace Gan.Runtime.Tests;

/// <summary>What a file says of itself, changed in its bytes: an entry of the metadata is a key, a byte, a length and a
/// value.</summary>
public sealed class ShippedCardTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-shipped").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Changed(string key, string before, string after)
    {
        before.Length.Should().Be(after.Length);
        var bytes = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", "dcgan-labels.onnx"));
        byte[] Entry(string value) =>
            [.. Encoding.UTF8.GetBytes(key), 0x12, (byte)value.Length, .. Encoding.UTF8.GetBytes(value)];
        var at = bytes.AsSpan().IndexOf(Entry(before));
        at.Should().BePositive($"{key} is {before}");
        Entry(after).CopyTo(bytes, at);
        var path = Path.Combine(folder, "g.onnx");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    [Theory]
    [InlineData("gan.latentRule", "1", "2", "its seeds follow rule 2, and this version of Gan.Net knows 1")]
    [InlineData("gan.latentRule", "1", "x", "gan.latentRule is 'x'")]
    [InlineData("gan.shipped.version", "1", "7", "it is of version '7', and this version of Gan.Net reads 1")]
    [InlineData("gan.shipped", "generator", "translate", "it is a translate, and ShippedGan samples from generators")]
    [InlineData("gan.shape", "[1,16,16]", "[0,16,16]", "gan.shape is '[0,16,16]'")]
    [InlineData("gan.shape", "[1,16,16]", "[1,16,16;", "gan.shape is '[1,16,16;'")]
    [InlineData("gan.classes", "3", "0", "it reads conditions that its metadata does not know")]
    [InlineData("gan.latent", "6", "5", "its inputs are not those of a generator of latents [N, 5]")]
    [InlineData("gan.step", "5", "-", "gan.step is '-'")]
    [InlineData("gan.shape", "[1,16,16]", "[1,16,17]", "it does not make samples [1, 16, 17], as its metadata says")]
    [InlineData("gan.shape", "[1,16,16]", "[9999999]", "it does not make samples [9999999], as its metadata says")]
    [InlineData("gan.shape", "[1,16,16]", "[1e9,1e9]", "gan.shape is '[1e9,1e9]'")]
    [InlineData("gan.shape", "[1,16,16]", "[99999,99", "gan.shape is '[99999,99'")]
    public void What_cannot_be_is_told(string key, string before, string after, string reason) =>
        FluentActions
            .Invoking(() => ShippedGan.Load(Changed(key, before, after)))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage($"'*g.onnx' holds no shipped GAN that can be loaded: {reason}.");

    // Of two entries with one key the last counts.
    private string Appended(string key, string value)
    {
        byte[] Field(byte tag, byte[] bytes) => [tag, (byte)bytes.Length, .. bytes];
        byte[] entry = [.. Field(0x0A, Encoding.UTF8.GetBytes(key)), .. Field(0x12, Encoding.UTF8.GetBytes(value))];
        var path = Path.Combine(folder, "g.onnx");
        var whole = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", "dcgan-labels.onnx"));
        File.WriteAllBytes(path, [.. whole, .. Field(0x72, entry)]); // metadata_props is field 14 of a model
        return path;
    }

    [Theory]
    [InlineData("[65536,65536,65536,65536]", "gan.shape is '[65536,65536,65536,65536]'")] // 2^64: 0 in 64 bits
    [InlineData("[2147483647,2]", "gan.shape is '[2147483647,2]'")]
    [InlineData("[2000000000]", "it does not make samples [2000000000], as its metadata says")]
    public void A_shape_that_cannot_be_is_told_before_memory_is_asked_for(string shape, string reason) =>
        FluentActions
            .Invoking(() => ShippedGan.Load(Appended("gan.shape", shape)))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage($"'*g.onnx' holds no shipped GAN that can be loaded: {reason}.");
}
