namespace Gan.Tests.Checkpoints;

/// <summary>What is said of a manifest that another version wrote, or no training.</summary>
public sealed class CheckpointManifestTests : DamageTest
{
    [Theory]
    [InlineData(2, "use a newer one")]
    [InlineData(0, "use an older one")]
    public void Another_format_is_refused_by_its_number(int format, string advice)
    {
        Rewrite(json => json.Replace("\"format\": 1", $"\"format\": {format}"));
        Refused().Message.Should().Contain($"it has format {format}, and this version of Gan.Net reads 1: {advice}");
    }

    [Theory]
    [InlineData("\"memory.safetensors\": {", "\"../../secret\": {", "does not name memory.safetensors")]
    [InlineData("\"step\": 4", "\"step\": 3", "it is of step 3")]
    [InlineData("\"step\": 4", "\"step\": null", "cannot be read")]
    [InlineData("\"memory.safetensors\": {", "\"memory.safetensors\": null, \"x\": {", "an entry of it is null")]
    [InlineData("\"memories\": []", "\"memories\": [null]", "an entry of it is null")]
    [InlineData("\"provenance\": {", "\"provenance\": { \"FID\": null", "an entry of it is null")]
    [InlineData("\"settings\": {", "\"settings\": { \"x\": null, ", "an entry of it is null")]
    [InlineData("\"stopping\": {", "\"stopping\": null, \"x\": {", "cannot be read")]
    public void A_manifest_that_was_changed_with_its_hash_is_still_not_believed(string what, string by, string message)
    {
        Rewrite(json => json.Replace(what, by));
        Refused().Message.Should().Contain(message);
    }
}
