using Gan.Losses;
using static TorchSharp.torch;

namespace Gan.Tests.Transfer;

public sealed class TransferOptionsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-transfer").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Path(string name) => System.IO.Path.Combine(folder, name);

    private void SaveOne(GanBuilder builder)
    {
        using var trainer = builder.Build();
        using var gan = trainer.Train();
        using var judge = trainer.SnapshotDiscriminator();
        gan.Save(Path("g"));
        judge.Save(Path("d"));
    }

    [Theory]
    [InlineData(
        "layers.conv",
        1,
        "*LayerFreeze: no layer of the Discriminator is named 'layers.conv'. There are layers.conv0.weight*"
    )]
    [InlineData("", 1, "*all layers of the Discriminator are frozen, so that it has nothing to train*")]
    [InlineData("layers", 0, "*LayerFreeze.Until must be at least 1, but was 0.*")]
    public void A_freeze_that_cannot_work_is_refused(string layers, long until, string message)
    {
        var building = () =>
            Tiny.Builder().WithTransfer(new() { Freeze = [new("discriminator", layers, until)] }).Build();
        building.Should().Throw<GanConfigurationException>().WithMessage(message);
    }

    [Fact]
    public void Freezes_that_leave_a_network_nothing_to_train_are_refused_together()
    {
        var building = () =>
            Tiny.Builder()
                .WithTransfer(
                    new()
                    {
                        Freeze = [new("discriminator", "layers"), new("discriminator", "score"), new("generator", "")],
                    }
                )
                .Build();
        building
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*all layers of the Generator are frozen*all layers of the Discriminator are frozen*");
    }

    [Fact]
    public void A_missing_or_damaged_file_is_named()
    {
        File.WriteAllText(Path("broken"), "not a safetensors file");
        var building = () =>
            Tiny.Builder().WithTransfer(new() { Generator = Path("absent"), Discriminator = Path("broken") }).Build();
        building
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage(
                "*Generator's weights cannot be loaded*absent*Discriminator's weights cannot be loaded*broken*"
            );
    }
}
