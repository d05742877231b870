using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Saving;

/// <summary>What files of all kinds say beside their weights.</summary>
public sealed class FileMetadataTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan").FullName;

    private string File => Path.Combine(folder, "f.safetensors");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("""{ "gan.format": "2" }""", "it has format version 2, and this version of Gan.Net reads 1.")]
    [InlineData("""{ }""", "its metadata lacks 'gan.format'; it was not saved by TrainedGan.Save.")]
    [InlineData("""{ "gan.format": "1" }""", "its metadata lacks 'gan.latent'; it was not saved by TrainedGan.Save.")]
    [InlineData("""{ "gan.format": "1", "gan.latent": "x" }""", "its metadata cannot be read: *'x'*")]
    public void A_generator_s_file_without_it_is_refused(string metadata, string problem)
    {
        Write(metadata);
        new Action(() => TrainedGan.Load(File))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage($"'{File}' holds no GAN that can be loaded: {problem}");
    }

    [Fact]
    public void A_translator_s_file_names_who_writes_such_files()
    {
        Write("""{ "gan.format": "1" }""");
        new Action(() => TrainedTranslator.Load(File))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage(
                "*holds no translator that can be loaded: its metadata lacks *not saved by TrainedTranslator.Save."
            );
    }

    private void Write(string metadata)
    {
        using var tensor = ones(1);
        Safetensors.Save(
            File,
            new Dictionary<string, Tensor> { ["x"] = tensor },
            System
                .Text.Json.JsonDocument.Parse(metadata)
                .RootElement.EnumerateObject()
                .ToDictionary(p => p.Name, p => p.Value.GetString()!)
        );
    }
}
